// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.schedule;

/// Work that is done in steps. A step is short (a few milliseconds), never parks its thread, and says how to go on.
public interface Activity {
    /// What comes after a step.
    enum Outcome {
        /// There is more to do now.
        AGAIN,
        /// There is nothing to do until somebody wakes the activity. The step has handed its waker to whoever will; a
        /// wake-up that came in between isn't lost.
        BLOCKED,
        /// There is nothing more to do, ever.
        DONE
    }

    /// Does a little work. What it throws ends the activity and is reported as a bug: an activity handles its errors
    /// itself.
    ///
    /// @param waker wakes this very activity; may be kept and used from any thread
    Outcome step(Waker waker);
}
