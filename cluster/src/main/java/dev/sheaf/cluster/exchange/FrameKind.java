// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

/// What a frame says.
enum FrameKind {
    /// The first frame of every stream: which stream of the other side it answers, so that both agree on what makes up
    /// their link.
    HELLO(1),
    /// Producer to consumer: a piece of a batch.
    DATA(2),
    /// Consumer to producer: so many bytes of batches were taken.
    CREDIT(3),
    /// Producer to consumer: that was all. Answered by NOT_NEEDED.
    FINISH(4),
    /// Producer to consumer: what came is not the whole, and why. Answered by NOT_NEEDED.
    FAIL(5),
    /// Consumer to producer: nothing more is needed, because all has come or for any other reason.
    NOT_NEEDED(6);

    private final int code;

    FrameKind(int code) {
        this.code = code;
    }

    /// What stands for it in a frame.
    int code() {
        return code;
    }
}
