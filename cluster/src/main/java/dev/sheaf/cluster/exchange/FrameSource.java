// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

/// One end of a channel, as its link sees it: something that may have frames to send.
interface FrameSource {
    /// What became of an attempt to send.
    enum Sent {
        /// A frame went out, and there are more.
        MORE,
        /// Nothing is left to send; the source will be queued again when there is.
        ALL,
        /// The stream takes no frame now, or none at all.
        REFUSED
    }

    /// Whether there is something to send. When not, the source counts as no longer queued.
    boolean hasFrame();

    /// Sends the next frame, if there is one.
    Sent send(FrameWriter writer);
}
