// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Joins Arrow files of one schema by copying their record batches as they are.
final class ArrowJoiner {
    private ArrowJoiner() {}

    static void join(Disk disk, List<String> parts, String target, ArrowWriteOptions options) {
        @Nullable ArrowOutput output = null;
        try {
            for (String path : parts) {
                try (ReadableFile part = disk.open(path)) {
                    ArrowFile metadata = ArrowFile.open(part);
                    if (output == null) {
                        output = new ArrowOutput(disk.create(target, true), options, new Schema(metadata.columns()));
                        output.start();
                    }
                    for (ArrowFile.BatchPlace batch : metadata.batches()) {
                        output.copyBatch(part, batch);
                    }
                }
            }
            if (output != null) {
                output.finish();
            }
        } finally {
            if (output != null) {
                output.discard();
            }
        }
    }
}
