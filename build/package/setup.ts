/* The set-up under a name of its own: a package has one `main.js`, the kiosk's. */
import '../setup/linux/main.ts';
