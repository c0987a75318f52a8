// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/// Arrow's own implementation as the other side, with channels that need no flag of the JVM.
final class ArrowStreams {
    private ArrowStreams() {}

    private static final class CopyingWriteChannel extends WriteChannel {
        CopyingWriteChannel(ByteArrayOutputStream out) {
            super(Channels.newChannel(out));
        }

        @Override
        public void write(ArrowBuf buffer) throws IOException {
            byte[] bytes = new byte[(int) buffer.readableBytes()];
            buffer.getBytes(buffer.readerIndex(), bytes);
            write(bytes);
        }
    }

    private static final class CopyingReadChannel extends ReadChannel {
        CopyingReadChannel(byte[] bytes) {
            super(Channels.newChannel(new ByteArrayInputStream(bytes)));
        }

        @Override
        public long readFully(ArrowBuf buffer, long length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            int read = readFully(bytes);
            buffer.writeBytes(bytes.array(), 0, read);
            return read;
        }
    }

    /// A stream of one batch.
    ///
    /// @param schema as messages have it: with the types of values where columns are dictionary-encoded
    static byte[] write(Schema schema, VectorSchemaRoot root, List<Dictionary> dictionaries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CopyingWriteChannel out = new CopyingWriteChannel(bytes)) {
            MessageSerializer.serialize(out, schema);
            for (Dictionary dictionary : dictionaries) {
                FieldVector values = dictionary.getVector();
                VectorSchemaRoot alone = new VectorSchemaRoot(
                        List.of(values.getField()), List.of(values), values.getValueCount());
                try (ArrowDictionaryBatch batch = new ArrowDictionaryBatch(
                        dictionary.getEncoding().getId(), new VectorUnloader(alone).getRecordBatch(), false)) {
                    MessageSerializer.serialize(out, batch);
                }
            }
            try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
                MessageSerializer.serialize(out, batch);
            }
            out.writeIntLittleEndian(-1);
            out.writeIntLittleEndian(0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return bytes.toByteArray();
    }

    static ArrowStreamReader reader(byte[] bytes, BufferAllocator allocator) {
        return new ArrowStreamReader(new MessageChannelReader(new CopyingReadChannel(bytes), allocator), allocator);
    }
}
