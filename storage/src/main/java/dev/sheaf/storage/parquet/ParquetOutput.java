// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.DiskOutput;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/// A file of the disk SPI as parquet-java wants it.
final class ParquetOutput implements OutputFile {
    private final DiskOutput output;

    ParquetOutput(DiskOutput output) {
        this.output = output;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return createOrOverwrite(blockSizeHint);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return new PositionOutputStream() {
            @Override
            public long getPos() {
                return output.position();
            }

            @Override
            public void write(int value) {
                output.write(value);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                output.write(bytes, offset, length);
            }

            @Override
            public void flush() {
                output.flush();
            }

            @Override
            public void close() {
                output.close();
            }
        };
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
