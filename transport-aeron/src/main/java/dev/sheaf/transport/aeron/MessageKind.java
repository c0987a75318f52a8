// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import org.jspecify.annotations.Nullable;

/// What a message between two nodes says. The codes are part of the wire protocol.
enum MessageKind {
    /// The first on a link: who speaks to whom. Said again when the answer is known.
    GREETING(1),
    /// The link is alive.
    KEEP_ALIVE(2),
    /// To the receiver of a stream: it begins.
    OPEN(3),
    /// To its sender: somebody takes it, up to the position given.
    ACCEPT(4),
    /// To its receiver: a frame.
    DATA(5),
    /// To its sender: there is room up to the position given.
    CREDIT(6),
    /// To its receiver: there are no more frames.
    FINISH(7),
    /// To its sender: no more frames are wanted.
    STOP(8);

    private static final MessageKind[] KINDS = values();

    private final int code;

    MessageKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable MessageKind of(int code) {
        return code >= 1 && code <= KINDS.length ? KINDS[code - 1] : null;
    }
}
