// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/autostart.h"
#include "desktop/models/instance.h"
#include "desktop/models/lan_discovery.h"
#include "desktop/models/options_model.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QTabWidget;
class QVBoxLayout;

namespace shoal::ui {

class Languages;
class NoteLine;
class OptionForm;
class OptionTable;

// The options of the instance, and those of this program. Nothing takes effect before OK or Apply, but the language,
// which one has to see.
class Preferences final : public QDialog
{
    Q_OBJECT

public:
    // All outlive it.
    Preferences(models::Instance& instance, models::Autostart& autostart, Languages& languages,
                QWidget* parent = nullptr);

Q_SIGNALS:
    // Already in use; empty: the system's. To be remembered.
    void languageChosen(const QString& code);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* generalPage();
    QWidget* networkPage();
    void addPage(QWidget* page);
    void ask();
    void review();
    void showLan();
    void save(bool andClose);
    void saveRest();
    void fillLanguages();
    void retranslate();

    models::Instance& m_instance;
    models::Autostart& m_autostart;
    Languages& m_languages;
    models::OptionsModel m_options;
    models::LanDiscovery m_lan;
    bool m_isSaving = false;

    QTabWidget* const m_tabs;
    QLabel* const m_languageLabel;
    QComboBox* const m_language;
    QCheckBox* const m_start;
    QCheckBox* const m_searchLan;
    QLabel* const m_lanHint;
    OptionTable* const m_table;
    NoteLine* const m_note;
    QDialogButtonBox* const m_buttons;
};

} // namespace shoal::ui
