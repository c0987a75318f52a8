// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;

/// What a node's control connections are like.
///
/// @param node its name, which its certificate holds
/// @param incarnation its life
/// @param listenEndpoint where others call, as `host:port`, port 0 for any that is free
/// @param certificates the node's
/// @param clock for deadlines and for which certificates are valid
/// @param handshakeNanosMax how long a caller may take to prove who it is
/// @param keepAliveNanos how long a connection says nothing at most
/// @param silenceNanosMax how long the other side may say nothing
public record ControlSettings(
        String node,
        long incarnation,
        String listenEndpoint,
        CertificateFiles certificates,
        Clock clock,
        long handshakeNanosMax,
        long keepAliveNanos,
        long silenceNanosMax) {
    public ControlSettings {
        if (handshakeNanosMax <= 0 || keepAliveNanos <= 0 || silenceNanosMax < 2 * keepAliveNanos) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "times of control connections that contradict each other");
        }
    }
}
