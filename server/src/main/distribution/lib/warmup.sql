-- Copyright 2026 The Sheaf Authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What bin/sheaf-warmup runs: a little of everything that people do first.
SELECT 1;
