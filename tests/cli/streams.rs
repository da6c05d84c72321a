//! Standard streams: pipes that close, devices that are full, runs that are quiet.

use crate::harness::Place;

#[test]
fn notes_go_to_standard_error_and_quiet_silences_them() {
    let place = Place::empty();
    place.run("").exits(0).says(&["note:"]);
    place
        .run("--quiet")
        .exits(0)
        .says_nothing()
        .prints(&["28-point"]);
}

#[test]
fn quiet_does_not_silence_errors() {
    Place::empty()
        .run("show none --quiet")
        .exits(2)
        .says(&["error:"]);
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::Read;
    use std::process::Stdio;

    use super::*;

    #[test]
    fn a_reader_who_stops_reading_ends_the_run_quietly() {
        let place = Place::empty();
        for line in [
            &["table", "us-28-point-2025-11", "e3-counter-2025-11"][..],
            &["show", "us-28-point-2025-11"],
            &[
                "diff",
                "us-28-point-2025-11",
                "e3-counter-2025-11",
                "--format",
                "json",
            ],
            &["--help"],
        ] {
            let mut command = place.command(line);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            drop(child.stdout.take());
            let status = child.wait().unwrap();
            let mut said = String::new();
            child.stderr.unwrap().read_to_string(&mut said).unwrap();
            assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{line:?}");
        }
    }

    #[test]
    fn nobody_listening_for_errors_is_no_error() {
        let place = Place::empty();
        let mut command = place.command(&["show", "none"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(2));
    }

    #[test]
    fn a_full_device_is_an_error() {
        let Ok(full) = File::options().write(true).open("/dev/full") else {
            eprintln!("skipped: no /dev/full here");
            return;
        };
        let place = Place::empty();
        let mut command = place.command(&["list"]);
        let output = command.stdout(full).output().unwrap();
        crate::harness::ran(output)
            .exits(2)
            .says(&["cannot write to standard output"]);
    }
}
