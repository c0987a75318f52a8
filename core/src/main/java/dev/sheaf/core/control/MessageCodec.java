// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.control;

import dev.sheaf.core.error.SheafException;

/// Turns messages into bytes and back, for control networks that leave the process.
public interface MessageCodec {
    /// @param from the name of the sending agent
    /// @throws SheafException INTERNAL_ERROR for a message that is only for use within an agent
    byte[] encode(String from, ControlMessage message);

    /// @throws SheafException PROTOCOL_VIOLATION or PLAN_TOO_COMPLEX for bytes that are no message
    ControlMessage decode(byte[] bytes);
}
