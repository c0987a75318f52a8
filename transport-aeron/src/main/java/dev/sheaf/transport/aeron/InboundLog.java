// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.control.ControlEndpoint;
import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/// A log from another node, whose messages go to the link that it belongs to. Until its speaker has said who he is, it
/// belongs to no link, and nothing but that is taken. For the stepping thread.
final class InboundLog implements ControlledFragmentHandler {
    private static final int FRAGMENTS_PER_STEP = 64;

    private final Image image;
    private final Switchboard switchboard;
    private final LinkMessages messages;
    private @Nullable AeronLink link;
    private boolean rejected;

    /// Who knows which link a log belongs to.
    interface Switchboard {
        /// @return null when nobody here wants to hear it
        @Nullable AeronLink greeted(Greeting greeting, InboundLog from, @Nullable AeronLink current);
    }

    InboundLog(Image image, LinkContext context, Switchboard switchboard) {
        this.image = image;
        this.switchboard = switchboard;
        ControlEndpoint control = context.control();
        this.messages = control == null ? new PlainMessages(this) : new SealedMessages(this, context, control);
    }

    boolean isOf(Image other) {
        return image == other;
    }

    @Nullable AeronLink link() {
        return link;
    }

    /// Takes what has come.
    ///
    /// @return whether anything had
    boolean step() {
        boolean worked = !rejected && image.controlledPoll(this, FRAGMENTS_PER_STEP) > 0;
        AeronLink current = link;
        if (current != null && worked) {
            current.heard();
        } else if (current != null && image.isEndOfStream()) {
            ended();
        }
        return worked;
    }

    /// Nothing more will come.
    void ended() {
        AeronLink current = link;
        link = null;
        if (current != null && current.hears(this)) {
            current.logEnded();
        }
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        AeronLink current = link;
        if (rejected || current != null && current.isLost()) {
            reject("the link is lost");
            return Action.CONTINUE;
        }
        try {
            byte flags = header.flags();
            boolean last = (flags & FrameDescriptor.END_FRAG_FLAG) != 0;
            if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) == 0) {
                messages.resume(buffer, offset, length);
            } else if (!messages.begin(buffer, offset, length, last)) {
                return Action.ABORT;
            }
            if (last && !rejected) {
                messages.end();
            }
        } catch (RuntimeException failed) {
            // Whatever it is, a message was not heard.
            if (current != null) {
                current.lose(failed instanceof SheafException violation
                        ? violation
                        : new SheafException(ErrorCode.INTERNAL_ERROR, "link: " + failed.getMessage(), failed));
            }
            reject(String.valueOf(failed.getMessage()));
        }
        return Action.CONTINUE;
    }

    /// Its speaker has presented himself.
    ///
    /// @return the link that it belongs to from now on; null when nobody here wants to hear it
    @Nullable AeronLink greeted(Greeting greeting) {
        AeronLink found = switchboard.greeted(greeting, this, link);
        link = found;
        if (found == null) {
            reject("not for this node as it is");
        }
        return found;
    }

    /// Hears no more of it; its sender is told.
    void reject(String reason) {
        if (!rejected) {
            rejected = true;
            if (!image.isClosed()) {
                image.reject(reason.substring(0, Math.min(reason.length(), 200)));
            }
        }
    }
}
