// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/log.h"

namespace shoal {

Q_LOGGING_CATEGORY(logConfig, "shoal.config", QtInfoMsg)
Q_LOGGING_CATEGORY(logCrypto, "shoal.crypto", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "shoal.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logStorage, "shoal.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(logSync, "shoal.sync", QtInfoMsg)
Q_LOGGING_CATEGORY(logNet, "shoal.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logDiscovery, "shoal.discovery", QtInfoMsg)
Q_LOGGING_CATEGORY(logRelay, "shoal.relay", QtInfoMsg)
Q_LOGGING_CATEGORY(logControl, "shoal.control", QtInfoMsg)
Q_LOGGING_CATEGORY(logEngine, "shoal.engine", QtInfoMsg)

} // namespace shoal
