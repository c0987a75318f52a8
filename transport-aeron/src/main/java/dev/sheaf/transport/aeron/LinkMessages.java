// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import org.agrona.DirectBuffer;

/// Puts the messages of one log together from their fragments and hears them. For the stepping thread.
interface LinkMessages {
    /// A message begins.
    ///
    /// @param whole whether it is in one piece
    /// @return false when it can't be taken yet; it comes again
    boolean begin(DirectBuffer buffer, int offset, int length, boolean whole);

    /// More of it.
    void resume(DirectBuffer buffer, int offset, int length);

    /// It is complete.
    void end();
}
