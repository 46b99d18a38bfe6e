// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/server_files.h"
#include "desktop/ui/wizard_page.h"

class QLabel;
class QSpinBox;

namespace shoal::ui {

class NoteLine;
class RowTable;

// Which servers keep which folders.
class ServersPage final : public WizardPage
{
    Q_OBJECT

public:
    explicit ServersPage(int next);

    int nextId() const override { return m_next; }
    // Without secrets.
    models::ServerPlan plan() const;

protected:
    bool isFilledIn() const override;
    void retranslate() override;

private:
    void review();

    const int m_next;
    QLabel* const m_serversLabel;
    RowTable* const m_servers;
    QLabel* const m_sharesLabel;
    RowTable* const m_shares;
    QLabel* const m_portLabel;
    QSpinBox* const m_port;
    NoteLine* const m_verdict;
};

} // namespace shoal::ui
