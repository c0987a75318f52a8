// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

/// What a frame says. The order is part of the wire format.
enum FrameKind {
    /// The first frame of every stream: which stream of the other side it answers, so that both agree on what makes up
    /// their link.
    HELLO,
    /// Producer to consumer: a piece of a batch.
    DATA,
    /// Consumer to producer: so many bytes of batches were taken.
    CREDIT,
    /// Producer to consumer: that was all. Answered by NOT_NEEDED.
    FINISH,
    /// Producer to consumer: what came is not the whole, and why. Answered by NOT_NEEDED.
    FAIL,
    /// Consumer to producer: nothing more is needed, because all has come or for any other reason.
    NOT_NEEDED
}
