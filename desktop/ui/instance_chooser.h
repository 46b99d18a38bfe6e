// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/disk_work.h"
#include "desktop/models/instance_list_model.h"

#include <QDialog>

#include <optional>

class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace shoal::ui {

class Table;

// Which running instance the windows show: the one of this program, or a shoald of this machine.
class InstanceChooser final : public QDialog
{
    Q_OBJECT

public:
    // Borrowed. `ownSocket`: of the engine in this program, empty when it hosts none. `current`: that is shown now.
    InstanceChooser(Clock& clock, models::DiskWork& disk, const Bytes& ownSocket, const Bytes& current,
                    QWidget* parent = nullptr);

Q_SIGNALS:
    // Empty: that of this program.
    void chosen(const shoal::Bytes& socket);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showChoice();
    void choose();
    void retranslate();

    models::InstanceListModel m_model;
    QLabel* const m_text;
    Table* const m_table;
    QDialogButtonBox* const m_buttons;
    QPushButton* const m_show;
    QPushButton* const m_again;
};

} // namespace shoal::ui
