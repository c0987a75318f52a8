// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TList;
import shaded.parquet.org.apache.thrift.protocol.TMap;
import shaded.parquet.org.apache.thrift.protocol.TProtocolException;
import shaded.parquet.org.apache.thrift.protocol.TStruct;
import shaded.parquet.org.apache.thrift.transport.TEndpointTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/// Decodes one Thrift structure from untrusted bytes. Lists and strings may claim at most as many elements as there
/// are bytes, and structures nest at most [#DEPTH_MAX] deep, so that a broken file can ask neither for much memory
/// nor for much stack.
final class ThriftBytes extends TEndpointTransport {
    private static final int DEPTH_MAX = 64;

    private final byte[] bytes;
    private final int end;
    private int position;

    private ThriftBytes(byte[] bytes, int offset, int length) throws TTransportException {
        super(TConfiguration.custom().setMaxMessageSize(Math.max(1, length)).build());
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /// Fills `target` and returns the number of bytes it took.
    static int read(TBase<?, ?> target, byte[] bytes, int offset, int length) {
        try {
            ThriftBytes transport = new ThriftBytes(bytes, offset, length);
            target.read(new BoundedProtocol(transport, length));
            return transport.position - offset;
        } catch (TException | RuntimeException broken) {
            throw new MalformedDataException("metadata cannot be decoded: " + broken.getMessage(), broken);
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public int read(byte[] target, int offset, int length) throws TTransportException {
        int count = Math.min(length, end - position);
        if (count <= 0 && length > 0) {
            throw new TTransportException(TTransportException.END_OF_FILE, "ends early");
        }
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        throw new UnsupportedOperationException("read only");
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getBufferPosition() {
        return position;
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return end - position;
    }

    @Override
    public void consumeBuffer(int length) {
        position += length;
    }

    private static final class BoundedProtocol extends TCompactProtocol {
        private int depth;

        BoundedProtocol(ThriftBytes transport, int length) {
            super(transport, length, length);
        }

        private void enter() throws TException {
            if (++depth > DEPTH_MAX) {
                throw new TProtocolException("structures nest deeper than " + DEPTH_MAX);
            }
        }

        @Override
        public TStruct readStructBegin() throws TException {
            enter();
            return super.readStructBegin();
        }

        @Override
        public void readStructEnd() throws TException {
            depth--;
            super.readStructEnd();
        }

        // Sets begin as lists in the compact protocol, so only their end is counted separately.
        @Override
        public TList readListBegin() throws TException {
            enter();
            return super.readListBegin();
        }

        @Override
        public void readListEnd() throws TException {
            depth--;
            super.readListEnd();
        }

        @Override
        public void readSetEnd() throws TException {
            depth--;
            super.readSetEnd();
        }

        @Override
        public TMap readMapBegin() throws TException {
            enter();
            return super.readMapBegin();
        }

        @Override
        public void readMapEnd() throws TException {
            depth--;
            super.readMapEnd();
        }
    }
}
