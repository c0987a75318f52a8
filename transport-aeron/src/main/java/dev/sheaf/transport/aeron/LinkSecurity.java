// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.secure.KeyRotation;

/// How a node's links are kept from strangers.
public sealed interface LinkSecurity {
    /// Links on loopback or through memory, which nobody else on the machine's network sees.
    LinkSecurity PLAIN_ON_LOOPBACK = new Plain(false);

    /// Everything is encrypted, by keys of the control connection over which both nodes have shown their certificates.
    ///
    /// @param certificates the node's
    /// @param controlEndpoint where control connections are taken, as `host:port`, port 0 for any that is free
    /// @param rotation when keys change
    record Sealed(CertificateFiles certificates, String controlEndpoint, KeyRotation rotation)
            implements LinkSecurity {}

    /// Nothing is encrypted, and whoever reaches the node's port is believed.
    ///
    /// @param beyondLoopback whether other machines may be reached all the same; logged loudly
    record Plain(boolean beyondLoopback) implements LinkSecurity {}
}
