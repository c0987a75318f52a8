// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Encryption of what goes over a link: keys from the control connection's TLS session, one cipher per direction and
/// stream, chunks in strict order. Neither Aeron nor what a chunk says is known here.
@NullMarked
package dev.sheaf.transport.aeron.secure;

import org.jspecify.annotations.NullMarked;
