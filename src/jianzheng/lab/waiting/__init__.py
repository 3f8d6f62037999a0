"""Where the time goes: every case's time split into working, waiting for an office, on the applicant, paused by law."""
