// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import java.util.concurrent.atomic.AtomicBoolean;

/// Says of a stream that there is no memory for that it isn't taken.
final class Refusal implements LinkSpeaker {
    private final AeronLink link;
    private final long wireNumber;
    private final AtomicBoolean speaking = new AtomicBoolean();

    Refusal(AeronLink link, long wireNumber) {
        this.link = link;
        this.wireNumber = wireNumber;
    }

    @Override
    public AtomicBoolean speaking() {
        return speaking;
    }

    @Override
    public boolean speak() {
        return link.say(MessageKind.STOP, wireNumber, 0);
    }
}
