// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.transport;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.Waker;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The receiving end of a stream.
public interface InboundStream {
    /// How a stream stands.
    enum State {
        OPEN,
        /// The sender closed it, and every frame was taken.
        FINISHED,
        /// The link was lost: frames may be missing at the end, none in between.
        LOST
    }

    /// What the handler says of a frame.
    enum Verdict {
        /// Taken; go on.
        CONTINUE,
        /// Taken; poll no more for now.
        BREAK,
        /// Not taken: offer it again at the next poll, and poll no more for now.
        ABORT
    }

    /// Takes frames.
    interface FrameHandler {
        /// @param frame valid until the handler returns
        Verdict onFrame(MemorySegment frame);
    }

    /// Hands over at most `limit` frames that are there.
    ///
    /// @return how many were taken
    int poll(FrameHandler handler, int limit);

    State state();

    /// Why the stream is [State#LOST], where more is known than that the link was.
    default @Nullable SheafException failure() {
        return null;
    }

    /// Takes no more; the sender sees its stream closed. May be called twice.
    void close();

    /// Wakes once when there may be a frame or a change of state.
    void waitForFrame(Waker waker);
}
