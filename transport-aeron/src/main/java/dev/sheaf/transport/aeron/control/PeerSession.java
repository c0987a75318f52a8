// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import dev.sheaf.transport.aeron.secure.LinkSecret;
import org.jspecify.annotations.Nullable;

/// A control connection over which both sides have proved who they are. Its secret seals the links between them; once
/// it has ended, so have they. Safe for use by many threads.
public final class PeerSession {
    private final long id;
    private final String node;
    private final long incarnation;
    private final LinkSecret secret;
    private volatile @Nullable String ended;
    private long lastLink;

    PeerSession(String node, long incarnation, LinkSecret secret) {
        this.id = secret.id();
        this.node = node;
        this.incarnation = incarnation;
        this.secret = secret;
    }

    /// What both sides call it. No secret, and nothing follows from knowing it.
    public long id() {
        return id;
    }

    /// The other side.
    public String node() {
        return node;
    }

    /// The other side's life.
    public long incarnation() {
        return incarnation;
    }

    public LinkSecret secret() {
        return secret;
    }

    /// Why it has ended; null while it stands.
    public @Nullable String ended() {
        return ended;
    }

    /// Whether the other side's link is a later one than all before: a recorded beginning of a link begins none.
    public synchronized boolean begins(long link) {
        if (link <= lastLink) {
            return false;
        }
        lastLink = link;
        return true;
    }

    void end(String why) {
        ended = why;
    }
}
