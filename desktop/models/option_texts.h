// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace shoal::models {

// What the options of an instance and of a share are called in the language of the person; the instance speaks English.
class OptionTexts
{
    Q_DECLARE_TR_FUNCTIONS(shoal::models::OptionTexts)

public:
    // With a mnemonic, for a form. Of an option that is not known here: its name.
    static QString label(const QString& name);
    // A sentence; of an option that is not known here: `fallback`.
    static QString meaning(const QString& name, const QString& fallback);
    static QString unit(const QString& unit);
};

} // namespace shoal::models
