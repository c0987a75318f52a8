// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.transport;

import dev.sheaf.core.schedule.Waker;
import java.lang.foreign.MemorySegment;

/// The sending end of a stream.
public interface OutboundStream {
    /// What became of an offered frame.
    enum OfferResult {
        /// It is on its way; the caller may reuse its memory.
        SENT,
        /// The other end isn't there yet: offer again later.
        NOT_CONNECTED,
        /// There is no room: offer again later.
        BACK_PRESSURED,
        /// The stream is closed, by either end or by a lost link: no offer will succeed any more.
        CLOSED
    }

    /// Offers one frame, gathered from parts. The transport keeps none of the memory.
    ///
    /// @param parts together at most [#frameBytesMax()]
    OfferResult offer(MemorySegment... parts);

    /// The most bytes of a frame.
    int frameBytesMax();

    /// Ends the stream; the other end sees it after the frames sent before. May be called twice.
    void close();

    /// Wakes once when an offer may fare better than the last.
    void waitForRoom(Waker waker);
}
