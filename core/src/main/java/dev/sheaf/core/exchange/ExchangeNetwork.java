// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.exchange;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;

/// Makes channels between tasks. One implementation hands batches over by reference inside a process; another encodes
/// them into frames over a byte transport. Both keep order within a channel, deliver nothing twice, and show loss only
/// as an error. Safe for use by many threads.
public interface ExchangeNetwork extends AutoCloseable {
    /// The producer's end; it may be opened before or after the consumer's.
    ///
    /// @param consumerNode the node where the consumer task runs
    /// @param creditBytes how many bytes may be under way before offers are refused; at least one batch always is
    BatchSender sender(ChannelId channel, String consumerNode, long creditBytes, MemoryContext memory);

    /// The consumer's end.
    ///
    /// @param producerNode the node where the producer task runs
    /// @param schema of the batches, which don't carry it
    /// @param memory is charged for batches from when they arrive
    BatchReceiver receiver(ChannelId channel, String producerNode, Schema schema, MemoryContext memory);

    /// Breaks all channels of a query that are still open on this node, and releases what is in them.
    void release(long query);

    /// How many queries have channels here that were not released: 0 when none runs.
    int queryCount();

    @Override
    void close();
}
