// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/config/options.h"

#include "shared/base/nearest.h"

#include <vector>

namespace shoal::config {

const Option* findOption(Scope scope, ByteView name)
{
    for (const Option& option : options()) {
        if (option.scope == scope && option.name == name)
            return &option;
    }
    return nullptr;
}

ByteView nearestOption(Scope scope, ByteView name, ByteView prefix)
{
    std::vector<ByteView> names;
    for (const Option& option : options()) {
        if (option.scope == scope && option.name.starts_with(prefix))
            names.push_back(option.name.substr(prefix.size()));
    }
    return nearestWord(name, names);
}

} // namespace shoal::config
