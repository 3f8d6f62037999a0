"""Where cases leave the published process: skipped, added, repeated, out of order, too late, in the wrong office; exactly."""
