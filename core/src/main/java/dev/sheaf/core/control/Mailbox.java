// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.control;

import dev.sheaf.core.schedule.Waker;
import org.jspecify.annotations.Nullable;

/// Where the messages for one agent wait. Polled by that agent alone.
public interface Mailbox extends AutoCloseable {
    /// A message and who sent it.
    record Letter(String from, ControlMessage message) {}

    /// The next letter, or null when none is there.
    @Nullable Letter poll();

    /// Wakes once when a letter has come.
    void waitForLetter(Waker waker);

    @Override
    void close();
}
