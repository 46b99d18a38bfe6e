// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/ui/wizard_page.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace shoal::ui {

class ServersTargetPage;

// The files are written: what to do with them.
class ServersDonePage final : public WizardPage
{
    Q_OBJECT

public:
    // `target` outlives it.
    explicit ServersDonePage(const ServersTargetPage& target);

    int nextId() const override { return -1; }
    void initializePage() override;

protected:
    void retranslate() override;

private:
    void openFolder();

    const ServersTargetPage& m_target;
    QLabel* const m_done;
    QLabel* const m_stepsLabel;
    QPlainTextEdit* const m_steps;
    QPushButton* const m_open;
};

} // namespace shoal::ui
