// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.direct;

import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.testkit.contract.ControlNetworkContract;

class DirectControlNetworkTest extends ControlNetworkContract {
    @Override
    protected Network network(long seed) {
        DirectControlNetwork control = new DirectControlNetwork();
        return new Network() {
            @Override
            public ControlNetwork control() {
                return control;
            }

            @Override
            public void settle() {}
        };
    }
}
