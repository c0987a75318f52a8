// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.schedule.CancellationToken;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskOutputTest {
    private static final byte[] PAGE = new byte[100_000];

    @TempDir
    Path directory;

    @Test
    void stopsBetweenPagesWhenTheStatementIsCancelled() throws Exception {
        Path file = directory.resolve("part");
        DiskOutput output = new DiskOutput(new FolderDisk().create(file.toString(), true));
        CancellationToken token = new CancellationToken();
        SheafException failure = assertThrows(
                SheafException.class,
                () -> new CancellationScope(token).call(() -> {
                    output.write(PAGE, 0, PAGE.length);
                    token.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "cancelled"));
                    output.write(PAGE, 0, PAGE.length);
                    return null;
                }));
        assertEquals(ErrorCode.QUERY_CANCELLED, failure.code());
        assertEquals(PAGE.length, output.position());
        output.discard();
        assertEquals(PAGE.length, Files.size(file));
    }
}
