// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/config/instance_config.h"

#include <QJsonArray>
#include <QJsonObject>

#include <span>
#include <variant>

namespace shoal::engine {

// An option of the instance that front ends may show and set. Names, ranges and defaults are those of the config file.
struct InstanceOption
{
    using Member =
        std::variant<Bytes config::InstanceConfig::*, bool config::InstanceConfig::*, int64_t config::InstanceConfig::*,
                     uint16_t config::InstanceConfig::*, config::WeeklyLimits config::InstanceConfig::*>;

    ByteView name;
    ByteView meaning; // a sentence
    Member member;

    QJsonValue value(const config::InstanceConfig& config) const;
};

std::span<const InstanceOption> instanceOptions();

// The config with those saved values that the file does not set. What is wrong in `saved` is left out.
config::InstanceConfig withOptions(config::InstanceConfig file, const QJsonObject& saved);

// `saved` with `values` in it; null takes one out. InvalidArgument, a sentence for a person: an unknown name, a value
// out of range, an option that the file sets. Numbers, flags and lists may come as text.
Result<QJsonObject> changedOptions(QJsonObject saved, const QJsonObject& values, const config::InstanceConfig& file);

// The answer to `options` of the control protocol.
QJsonArray optionsJson(const config::InstanceConfig& file, const config::InstanceConfig& inUse);

} // namespace shoal::engine
