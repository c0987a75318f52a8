// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import java.util.concurrent.atomic.AtomicBoolean;

/// Has something to say to the other side of its link, which the link's stepping thread says when there is room.
interface LinkSpeaker {
    /// Whether it stands in the link's queue of those that have something to say.
    AtomicBoolean speaking();

    /// Says all of it. For the link's stepping thread.
    ///
    /// @return false when there was no room; it is asked again
    boolean speak();
}
