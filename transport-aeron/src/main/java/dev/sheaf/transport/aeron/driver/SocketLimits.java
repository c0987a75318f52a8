// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/// Asks the operating system how large the buffers of a datagram socket may be. On Linux that is `net.core.rmem_max`
/// and `net.core.wmem_max`, and a window that doesn't fit them loses datagrams.
final class SocketLimits {
    private static final int ASKED_BYTES = 16 << 20;

    private SocketLimits() {}

    /// The most bytes that both buffers can have.
    static int bufferBytesMax() {
        try (DatagramChannel probe = DatagramChannel.open()) {
            return Math.min(
                    granted(probe, StandardSocketOptions.SO_RCVBUF), granted(probe, StandardSocketOptions.SO_SNDBUF));
        } catch (IOException e) {
            throw new SheafException(ErrorCode.IO_ERROR, "can't open a datagram socket: " + e.getMessage(), e);
        }
    }

    private static int granted(DatagramChannel probe, SocketOption<Integer> buffer) throws IOException {
        probe.setOption(buffer, ASKED_BYTES);
        return probe.getOption(buffer);
    }
}
