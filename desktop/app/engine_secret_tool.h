// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/secret_tool.h"
#include "shared/base/random.h"

namespace shoal::app {

// Secrets by the engine's own rules.
class EngineSecretTool final : public ui::SecretTool
{
public:
    // The system's; outlives it.
    explicit EngineSecretTool(Random& random) : m_random(random) {}

    std::optional<Kind> inspect(const QString& text, QString& mistake) const override;
    Pair make() override;
    std::optional<QString> readOnlyOf(const QString& secret) const override;

private:
    Random& m_random;
};

} // namespace shoal::app
