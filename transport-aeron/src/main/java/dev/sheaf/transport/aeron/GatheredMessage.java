// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import io.aeron.DirectBufferVector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// A head and the parts of a frame as Aeron gathers them: it copies from where they lie straight into the log. For one
/// thread at a time.
final class GatheredMessage {
    private final UnsafeBuffer head = new UnsafeBuffer(new byte[MessageHeader.BYTES]);
    private DirectBufferVector[] vectors = {new DirectBufferVector(head, 0, MessageHeader.BYTES)};
    private UnsafeBuffer[] views = {};

    /// The vectors of a message without more than a head.
    DirectBufferVector[] signal(MessageKind kind, long stream, long value) {
        MessageHeader.write(head, kind, 0, stream, value);
        resize(0);
        return vectors;
    }

    /// The vectors of a message with some bytes.
    DirectBufferVector[] message(MessageKind kind, long stream, long value, byte[] payload) {
        MessageHeader.write(head, kind, payload.length, stream, value);
        resize(1);
        views[0].wrap(payload);
        vectors[1].reset(views[0], 0, payload.length);
        return vectors;
    }

    /// The vectors of a frame. They must be offered before the parts change.
    DirectBufferVector[] frame(long stream, MemorySegment[] parts, int bytes) {
        MessageHeader.write(head, MessageKind.DATA, bytes, stream, 0);
        int filled = 0;
        for (MemorySegment part : parts) {
            filled += part.byteSize() > 0 ? 1 : 0;
        }
        resize(filled);
        int next = 0;
        for (MemorySegment part : parts) {
            // Aeron takes no empty ones.
            if (part.byteSize() > 0) {
                UnsafeBuffer view = views[next++];
                wrap(part, view);
                vectors[next].reset(view, 0, (int) part.byteSize());
            }
        }
        return vectors;
    }

    /// Forgets what the parts were, so that it can be collected.
    void forget() {
        for (UnsafeBuffer view : views) {
            view.wrap(0, 0);
        }
    }

    private void resize(int parts) {
        if (vectors.length == parts + 1) {
            return;
        }
        DirectBufferVector[] resized = new DirectBufferVector[parts + 1];
        views = new UnsafeBuffer[parts];
        resized[0] = vectors[0];
        for (int i = 0; i < parts; i++) {
            views[i] = new UnsafeBuffer(0, 0);
            resized[i + 1] = new DirectBufferVector(views[i], 0, 0);
        }
        vectors = resized;
    }

    private static void wrap(MemorySegment part, UnsafeBuffer view) {
        boolean bytes = part.isNative() || part.heapBase().orElse(null) instanceof byte[];
        // Arrays of other types, and those that are read only, can't be seen as bytes.
        ByteBuffer contents = bytes ? part.asByteBuffer() : ByteBuffer.wrap(part.toArray(ValueLayout.JAVA_BYTE));
        view.wrap(contents);
    }
}
