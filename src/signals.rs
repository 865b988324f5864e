//! Signals that ask the program to stop, and the one that tells that the window has another size. They are listened to
//! while a person is asked something, so that everything is saved and the terminal is usable when the program ends.

pub use system::{Signals, full_file_is_an_error};

/// The number of the signal that Ctrl-C gives.
pub const INTERRUPTED: u8 = 2;

/// Signals on Unix: each sets a flag, and interrupts the reading of a key.
#[cfg(unix)]
mod system {
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGXFSZ};
    use signal_hook::flag;

    /// Interruption last: when any other signal breaks off the waiting for a key in a list of choices, `console` sends
    /// the program a SIGINT of its own.
    const STOPPING: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];

    /// The flags; they are set up once for the whole program.
    #[derive(Clone, Default)]
    pub struct Signals {
        /// Beside [`STOPPING`].
        stop: [Arc<AtomicBool>; 3],
        resized: Arc<AtomicBool>,
        /// True while nobody is asked anything: then a signal does what it usually does.
        idle: Arc<AtomicBool>,
    }

    static SIGNALS: OnceLock<Signals> = OnceLock::new();

    /// From now on a file that may not grow any further gives an error that can be told, instead of the end of the program.
    pub fn full_file_is_an_error() {
        static ONCE: OnceLock<()> = OnceLock::new();
        ONCE.get_or_init(|| {
            // Where this does not work the program ends as programs do; what was saved stays saved.
            let _ = flag::register(SIGXFSZ, Arc::default());
        });
    }

    impl Signals {
        /// Begins to listen, or goes on after [`Signals::stop_listening`].
        ///
        /// # Errors
        /// The system does not let the program listen.
        pub fn listen() -> io::Result<Self> {
            if let Some(signals) = SIGNALS.get() {
                signals.idle.store(false, Ordering::SeqCst);
                return Ok(signals.clone());
            }
            let signals = Self::default();
            for (signal, came) in STOPPING.into_iter().zip(&signals.stop) {
                flag::register_conditional_default(signal, Arc::clone(&signals.idle))?;
                flag::register(signal, Arc::clone(came))?;
            }
            flag::register(SIGWINCH, Arc::clone(&signals.resized))?;
            Ok(SIGNALS.get_or_init(|| signals).clone())
        }

        /// The signal that asked to stop.
        pub fn stop(&self) -> Option<u8> {
            let came = STOPPING.iter().zip(&self.stop).find(|(_, came)| came.load(Ordering::SeqCst));
            came.and_then(|(signal, _)| u8::try_from(*signal).ok())
        }

        /// True where the window got another size since it was drawn.
        pub fn is_resized(&self) -> bool {
            self.resized.load(Ordering::SeqCst)
        }

        /// The window is about to be drawn.
        pub fn forget_resize(&self) {
            self.resized.store(false, Ordering::SeqCst);
        }

        /// True where the waiting for a key was broken off by another size of the window and nothing else. The SIGINT
        /// that `console` sent because of it is forgotten.
        pub fn was_only_resized(&self) -> bool {
            let [terminate, hang_up, interrupt] = &self.stop;
            let resized = self.resized.swap(false, Ordering::SeqCst);
            let only = resized && !terminate.load(Ordering::SeqCst) && !hang_up.load(Ordering::SeqCst);
            if only {
                interrupt.store(false, Ordering::SeqCst);
            }
            only
        }

        /// A signal always breaks off the waiting here, so there is nothing to arrange.
        pub fn end_at_once(&self, _wanted: bool) {}

        /// From now on a signal does what it usually does.
        pub fn stop_listening(&self) {
            self.idle.store(true, Ordering::SeqCst);
        }
    }
}

/// Signals on Windows: Ctrl-C between two keys, and a closing window. There is no signal for another size; the next key
/// shows it.
#[cfg(not(unix))]
mod system {
    use std::io;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicBool, Ordering};

    use dialoguer::console::Term;

    /// The flags; they are set up once for the whole program.
    #[derive(Clone)]
    pub struct Signals;

    /// On Windows it already is.
    pub fn full_file_is_an_error() {}

    static STOP: AtomicBool = AtomicBool::new(false);
    static END_AT_ONCE: AtomicBool = AtomicBool::new(false);
    static LISTENING: OnceLock<bool> = OnceLock::new();

    impl Signals {
        /// Begins to listen.
        pub fn listen() -> io::Result<Self> {
            // Where it cannot listen, Windows ends the program; every answer is saved by then.
            LISTENING.get_or_init(|| ctrlc::set_handler(stop).is_ok());
            Ok(Self)
        }

        /// The signal that asked to stop.
        pub fn stop(&self) -> Option<u8> {
            STOP.load(Ordering::SeqCst).then_some(super::INTERRUPTED)
        }

        /// Windows does not tell.
        pub fn is_resized(&self) -> bool {
            false
        }

        /// Nothing to forget.
        pub fn forget_resize(&self) {}

        /// Windows does not break off the waiting for a key.
        pub fn was_only_resized(&self) -> bool {
            false
        }

        /// While a list of choices waits for a key, a signal has to end the program itself: nothing breaks off the
        /// waiting.
        pub fn end_at_once(&self, wanted: bool) {
            END_AT_ONCE.store(wanted, Ordering::SeqCst);
        }

        /// The handler stays; the program is about to end.
        pub fn stop_listening(&self) {}
    }

    fn stop() {
        STOP.store(true, Ordering::SeqCst);
        if END_AT_ONCE.load(Ordering::SeqCst) {
            let _ = Term::stderr().show_cursor();
            std::process::exit(128 + i32::from(super::INTERRUPTED));
        }
    }
}
