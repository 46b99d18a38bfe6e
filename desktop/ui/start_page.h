// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/wizard_page.h"

#include <QList>

class QLabel;
class QRadioButton;

namespace shoal::ui {

// The first question of the wizard: which way to go.
class StartPage final : public WizardPage
{
    Q_OBJECT

public:
    struct Way
    {
        int page; // where it goes on
        QRadioButton* button;
        QLabel* meaning;
    };

    StartPage(int create, int join, int servers);

    int nextId() const override;
    // `page`: one of the three.
    void choose(int page);

protected:
    void retranslate() override;

private:
    QList<Way> m_ways;
};

} // namespace shoal::ui
