//! A sign of life on long runs: one line on the terminal that errors go to, gone before anything is printed.
//!
//! The output never depends on it.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Work that is shorter needs no sign.
const PATIENCE: Duration = Duration::from_secs(1);

/// Between two changes of the line.
const TICK: Duration = Duration::from_millis(200);

/// Goes back to the start of the line and clears it.
const CLEAR: &str = "\r\u{1b}[K";

/// A line that shows itself after a second, until it is dropped.
#[derive(Debug)]
pub struct Progress {
    done: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Waits in the background; says nothing for now.
    pub fn start() -> Self {
        let done = Arc::new((Mutex::new(false), Condvar::new()));
        let shared = Arc::clone(&done);
        // Without a thread there is no sign of life, and no harm.
        let thread = thread::Builder::new().spawn(move || show(&shared)).ok();
        Self { done, thread }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Ok(mut done) = self.done.0.lock() {
            *done = true;
        }
        self.done.1.notify_all();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing to give.
            let _ = thread.join();
        }
    }
}

fn show((done, changed): &(Mutex<bool>, Condvar)) {
    let start = Instant::now();
    let mut wait = PATIENCE;
    let mut is_shown = false;
    loop {
        let Ok(state) = done.lock() else { return };
        let Ok((state, _)) = changed.wait_timeout_while(state, wait, |done| !*done) else {
            return;
        };
        if *state {
            break;
        }
        drop(state);
        is_shown = true;
        wait = TICK;
        say(&format!(
            "{CLEAR}comparing, {} s",
            start.elapsed().as_secs()
        ));
    }
    if is_shown {
        say(CLEAR);
    }
}

/// Nobody can be told that nobody looks.
fn say(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}
