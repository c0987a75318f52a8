// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// A node's certificates: read from PEM files, checked, and made for people who have no authority of their own.
/// Neither sockets nor what is said over them is known here.
@NullMarked
package dev.sheaf.transport.aeron.certificates;

import org.jspecify.annotations.NullMarked;
