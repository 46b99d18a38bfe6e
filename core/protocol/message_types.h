// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/messages.h"

// The numbers of the messages on the wire; for this module's .cpp files.
namespace shoal::protocol {

// In the order of Message's alternatives. Below 16: session messages.
inline constexpr std::array<uint8_t, 21> kMessageTypes = {1,  2,  3,  4,  5,  6,  7,  8,  16, 17, 18,
                                                          19, 20, 21, 22, 23, 24, 25, 26, 27, 28};
static_assert(kMessageTypes.size() == std::variant_size_v<Message>);

inline constexpr uint8_t kFirstShareType = 16;

} // namespace shoal::protocol
