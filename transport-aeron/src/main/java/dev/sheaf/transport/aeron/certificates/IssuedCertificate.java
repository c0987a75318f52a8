// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A certificate with the key that belongs to it.
public record IssuedCertificate(X509Certificate certificate, PrivateKey key) {}
