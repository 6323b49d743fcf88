using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Latchkey.Setup
{
    public static class Native
    {
        [StructLayout(LayoutKind.Sequential)]
        private struct Text { public ushort Length; public ushort MaximumLength; public IntPtr Buffer; }

        [StructLayout(LayoutKind.Sequential)]
        private struct Attributes { public int Length; public IntPtr Root; public IntPtr Name; public int Flags; public IntPtr Descriptor; public IntPtr Quality; }

        [DllImport("advapi32.dll")] private static extern int LsaOpenPolicy(IntPtr system, ref Attributes attributes, int access, out IntPtr policy);
        [DllImport("advapi32.dll")] private static extern int LsaStorePrivateData(IntPtr policy, ref Text key, IntPtr data);
        [DllImport("advapi32.dll")] private static extern int LsaRetrievePrivateData(IntPtr policy, ref Text key, out IntPtr data);
        [DllImport("advapi32.dll")] private static extern int LsaClose(IntPtr policy);
        [DllImport("advapi32.dll")] private static extern int LsaFreeMemory(IntPtr buffer);
        [DllImport("advapi32.dll")] private static extern int LsaNtStatusToWinError(int status);
        [DllImport("userenv.dll", CharSet = CharSet.Unicode)] private static extern int CreateProfile(string sid, string name, StringBuilder path, uint size);

        private const int CreateSecret = 0x20, GetPrivate = 0x4, NotFound = unchecked((int)0xC0000034), Exists = unchecked((int)0x800700B7);

        private static T WithPolicy<T>(Func<IntPtr, T> act)
        {
            var attributes = new Attributes();
            IntPtr policy;
            Check(LsaOpenPolicy(IntPtr.Zero, ref attributes, CreateSecret | GetPrivate, out policy));
            try { return act(policy); } finally { LsaClose(policy); }
        }

        private static void Check(int status)
        {
            if (status != 0) throw new Win32Exception(LsaNtStatusToWinError(status));
        }

        private static T WithText<T>(string text, Func<Text, T> act)
        {
            var buffer = Marshal.StringToHGlobalUni(text);
            var size = (ushort)(text.Length * 2);
            try { return act(new Text { Length = size, MaximumLength = size, Buffer = buffer }); }
            finally { Marshal.ZeroFreeGlobalAllocUnicode(buffer); }
        }

        public static bool HasSecret(string name)
        {
            return WithPolicy(policy => WithText(name, key =>
            {
                IntPtr data;
                var status = LsaRetrievePrivateData(policy, ref key, out data);
                if (status == NotFound) return false;
                Check(status);
                LsaFreeMemory(data);
                return true;
            }));
        }

        /// <summary>null takes it away; that it is gone already is no error.</summary>
        public static void SetSecret(string name, string value)
        {
            WithPolicy(policy => WithText(name, key =>
            {
                if (value == null)
                {
                    var status = LsaStorePrivateData(policy, ref key, IntPtr.Zero);
                    if (status != NotFound) Check(status);
                    return 0;
                }
                return WithText(value, text =>
                {
                    var pointer = Marshal.AllocHGlobal(Marshal.SizeOf(text));
                    try
                    {
                        Marshal.StructureToPtr(text, pointer, false);
                        Check(LsaStorePrivateData(policy, ref key, pointer));
                        return 0;
                    }
                    finally { Marshal.FreeHGlobal(pointer); }
                });
            }));
        }

        public static void MakeProfile(string sid, string name)
        {
            var result = CreateProfile(sid, name, new StringBuilder(260), 260);
            if (result != 0 && result != Exists) Marshal.ThrowExceptionForHR(result);
        }
    }
}
