// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.NodeTransportProvider;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.driver.DriverSettings;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import dev.sheaf.transport.aeron.secure.KeyRotation;
import java.util.concurrent.ThreadFactory;

/// `aeron`: a process as one node over Aeron, with a media driver of its own. Others reach it by datagrams.
public final class AeronNodeTransportProvider implements NodeTransportProvider {
    private static final int FRAME_BYTES = 16 << 10;

    @Override
    public String name() {
        return "aeron";
    }

    @Override
    public NodeTransport open(
            Settings settings, PeerAddresses addresses, ThreadFactory threads, Clock clock, MemoryContext memory) {
        LinkBudget budget = LinkBudget.ofMemory(settings.memoryBytes())
                .withPeerCountMax(settings.peerCountMax())
                .withFrameBytesMax(FRAME_BYTES);
        EmbeddedDriver driver = EmbeddedDriver.launch(
                DriverSettings.of(settings.node(), settings.incarnation(), budget, threads, clock));
        try {
            AeronTransport transport = AeronTransport.start(
                    new NodeSettings(
                            settings.node(),
                            settings.incarnation(),
                            LinkSettings.of(driver.tuning(), FRAME_BYTES, settings.listen(), false),
                            security(settings),
                            node -> NodeAddress.parse(addresses.address(node)),
                            LinkListener.NONE,
                            clock,
                            memory),
                    DriverAccess.of(driver),
                    threads);
            return new AeronNode(driver, transport, advertised(transport, settings));
        } catch (RuntimeException failed) {
            driver.close();
            throw failed;
        }
    }

    private static LinkSecurity security(Settings settings) {
        LinkCertificates certificates = settings.certificates();
        if (certificates == null) {
            return new LinkSecurity.Plain(settings.plainBeyondLoopback());
        }
        CertificateFiles files = new CertificateFiles(
                certificates.authority(), certificates.certificate(), certificates.key(), certificates.revoked());
        // The port of the datagrams, by TCP.
        return new LinkSecurity.Sealed(files, settings.listen(), KeyRotation.DEFAULT);
    }

    private static String advertised(AeronTransport transport, Settings settings) {
        String endpoint = transport.address().endpoint();
        if (endpoint == null) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "a node without an endpoint");
        }
        String host = settings.advertisedHost();
        NodeAddress address = transport.address();
        if (host == null) {
            return address.text();
        }
        String control = address.controlEndpoint();
        return new NodeAddress(
                at(host, endpoint), address.driverDirectory(), 0, control == null ? null : at(host, control))
                .text();
    }

    private static String at(String host, String endpoint) {
        String port = endpoint.substring(endpoint.lastIndexOf(':'));
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + port;
    }

    /// The driver goes with the transport.
    private record AeronNode(EmbeddedDriver driver, AeronTransport transport, String address)
            implements NodeTransport {
        @Override
        public void peerLost(String node, SheafException reason) {
            transport.peerLost(node, reason);
        }

        @Override
        public void close() {
            transport.close();
            driver.close();
        }
    }
}
