/** The help panel: who helps, and for every screen what it is for and what can go wrong. */
export const HELP = {
  'help.step': 'What this step is for',
  'help.trouble': 'What can go wrong',
  'help.ask': 'Who to ask',
  'help.ask.it': 'Your IT team. Read them these lines.',
  'help.phone': 'Telephone',
  'help.email': 'Email',
  'help.hours': 'Hours',
  'refusal.help': 'Help with this',

  'help.for.welcome':
    'Here you choose your language and make reading easier. You can change both at any time.',
  'help.trouble.welcome':
    'If the mouse does nothing, use the Tab key and Enter. Accessibility makes the text larger.',
  'help.for.network': 'This laptop looks for a safe way to your company and checks its clock.',
  'help.trouble.network':
    'Without a network it cannot go on. A cable or another wireless network often helps.',
  'help.for.wifi': 'This laptop needs a wireless network, because it has no other way to your company.',
  'help.trouble.wifi':
    'Passwords count capital letters. If a network is missing, move closer or use a cable.',
  'help.for.account': 'Your work email address tells your company who this laptop is for.',
  'help.trouble.account': 'A private address does not work here. Your welcome letter has the right one.',
  'help.for.pass': 'A Temporary Access Pass lets you in before this laptop knows you.',
  'help.trouble.pass':
    'Passes end after a while, and capital letters count. Your IT team can give you a new one.',
  'help.for.password': 'Your password is tried only because there is no pass.',
  'help.trouble.password': 'Many companies ask for more than a password. Then the next screen says what.',
  'help.for.loop': 'A rule of your company asks for something that this account does not have yet.',
  'help.trouble.loop': 'You did nothing wrong. Trying again changes nothing; your IT team can open this.',
  'help.for.device-name': 'This name tells your laptop from others in your company’s lists.',
  'help.trouble.device-name': 'The suggested name is good as it is. Each name can be used once only.',
  'help.for.join': 'Your company takes this laptop into its directory and gives it a name.',
  'help.trouble.join': 'It takes a few seconds. Your pass is held for this laptop meanwhile.',
  'help.for.credential': 'This laptop gets a key of its own, in the place of a password.',
  'help.trouble.credential': 'A PIN opens that key on this laptop only. Choose one that you will remember.',
  'help.for.proof': 'We sign in once with the new key, so that nothing is left to chance.',
  'help.trouble.proof': 'Wrong PINs are counted. After a few of them there is a wait.',
  'help.for.release': 'The last notes are written, and the laptop is handed over to you.',
  'help.trouble.release': 'If it stops here, try again. Your sign-in is tested already.',
  'help.for.sealed': 'Your IT team has prepared this laptop for one person, who finishes the set-up.',
  'help.trouble.sealed': 'It opens for that person only. If that is not you, give it back.',
  'help.for.abandoned': 'A technician has stopped this set-up. The laptop is not ready.',
  'help.trouble.abandoned': 'Your account has lost nothing. Your IT team can begin a new set-up.',
  'help.for.own-pin': 'Your IT team chose the first PIN. Here you choose one that only you know.',
  'help.trouble.own-pin': 'You need the PIN from your IT team once more. If it does not work, ask them.',
  'help.for.done': 'Everything is set up and tested. The new key signs you in to your company’s services.',
  'help.trouble.done': 'If you forget your PIN, you can begin again with a new pass.',
} as const;
