// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import org.jspecify.annotations.Nullable;

/// The keys of a node's configuration.
enum NodeKey {
    NAME("node.name", null, "The node's name, unique in the cluster"),
    ROLES("node.roles", "coordinator,worker", "What it does: coordinator, worker, or both"),
    CONTROL_LISTEN("control.listen", "127.0.0.1:9470", "Where a coordinator is called by workers, as host:port"),
    CONTROL_COORDINATORS("control.coordinators", "", "Whom a worker calls: host:port of each coordinator"),
    DATA_LISTEN("data.listen", "127.0.0.1:0", "Where batches come in, as host:port; port 0 takes any that is free"),
    DATA_ADVERTISE("data.advertise", "", "The host by which others reach data.listen, if it is another"),
    DATA_MEMORY("data.memory", "48MB", "The most shared memory for links to other nodes"),
    DATA_PEERS("data.peers", "16", "With how many nodes there are links at once, this one included"),
    HTTP_LISTEN("http.listen", "", "Where /live and /ready are answered, as host:port; nowhere if empty"),
    DRAIN_SECONDS("drain.seconds", "30", "How long a node that stops waits for its tasks and statements"),
    AUTHORITY("security.authority", "", "The certificate that those of all nodes come from, as made by sheaf certs"),
    CERTIFICATE("security.certificate", "", "The node's own certificate, which names it"),
    KEY("security.key", "", "The private key of that"),
    REVOKED("security.revoked", "", "A list of certificates that were revoked; none if empty"),
    PLAIN_LINKS("security.plain_links", "false", "true lets a node without keys listen beyond loopback");

    /// Begins keys that are options of the engine, such as `engine.memory`.
    static final String ENGINE_PREFIX = "engine.";

    private final String key;
    private final @Nullable String defaultValue;
    private final String description;

    NodeKey(String key, @Nullable String defaultValue, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    String key() {
        return key;
    }

    /// Null when it must be given.
    @Nullable String defaultValue() {
        return defaultValue;
    }

    String description() {
        return description;
    }
}
