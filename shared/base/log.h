// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace shoal {

// All log categories of the suite. One structured line per sync decision; never a secret, never file content;
// names go through printable().
Q_DECLARE_LOGGING_CATEGORY(logConfig)    // shoal.config
Q_DECLARE_LOGGING_CATEGORY(logCrypto)    // shoal.crypto
Q_DECLARE_LOGGING_CATEGORY(logStore)     // shoal.store
Q_DECLARE_LOGGING_CATEGORY(logStorage)   // shoal.storage
Q_DECLARE_LOGGING_CATEGORY(logSync)      // shoal.sync
Q_DECLARE_LOGGING_CATEGORY(logNet)       // shoal.net
Q_DECLARE_LOGGING_CATEGORY(logDiscovery) // shoal.discovery
Q_DECLARE_LOGGING_CATEGORY(logRelay)     // shoal.relay
Q_DECLARE_LOGGING_CATEGORY(logControl)   // shoal.control
Q_DECLARE_LOGGING_CATEGORY(logEngine)    // shoal.engine

} // namespace shoal
